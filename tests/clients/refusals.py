"""The table of what peers refuse and the rules allow all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
