"""A step of the wheel's build: the rules are compiled, and what they give to look for stands beside them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Puts both into the wheel; an editable install, whose rules still change, goes without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from advisor.front.reading import SEARCH, search_text
        from advisor.load import COMPILED, base_folder, compiled_text

        self.made = Path(tempfile.mkdtemp())
        for name, text in ((COMPILED.name, compiled_text), (SEARCH.name, search_text)):
            file = self.made / name
            file.write_text(text((base_folder(),)), encoding="utf-8", newline="")
            build_data["force_include"][str(file)] = f"advisor/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            shutil.rmtree(self.made)
