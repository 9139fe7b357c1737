"""A step of the wheel's build: the rules are compiled and stand beside them in the package."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled book into the wheel; an editable install, whose rules still change, goes without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from advisor.load import COMPILED, base_folder, compiled_text

        self.made = Path(tempfile.mkdtemp())
        file = self.made / COMPILED.name
        file.write_text(compiled_text((base_folder(),)), encoding="utf-8", newline="")
        build_data["force_include"][str(file)] = f"advisor/{COMPILED.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            shutil.rmtree(self.made)
