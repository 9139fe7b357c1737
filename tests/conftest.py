"""Settings of the whole suite."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "ci", derandomize=True
)  # a change is judged by the same examples each time; chance explores at home
if os.environ.get("CI"):
    settings.load_profile("ci")
