"""Which findings are shown: what the configuration says, and the flags that win over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.front.globs import Globs
from advisor.front.lint_options import Chosen
from advisor.front.lint_settings import LintSettings, PathSettings
from advisor.levels import LEVELS
from advisor.selection import Selection, check_names

if TYPE_CHECKING:
    from advisor.finding import Finding

__all__ = ["Narrowing"]


class Narrowing:
    """The selection of rules and levels of one run.

    Raises:
        InputError: a name that no rule and no stage has, or a glob that is none.
    """

    def __init__(self, settings: LintSettings, chosen: Chosen, rules: Mapping[str, str]) -> None:
        """`rules` are the stages by rule id."""
        for key in ("select", "ignore"):
            check_names(getattr(chosen, key), rules, f"--{key}")
            check_names(getattr(settings, key), rules, settings.place(key))
        for glob, one in settings.paths.items():
            check_names(one.ignore, rules, settings.place(f"paths.{glob!r}.ignore"))
        self._selection = Selection(chosen.select or settings.select, chosen.ignore or settings.ignore)
        self._least, self._asked = settings.min_level, chosen.min_level
        self._paths = [
            (Globs(settings.folder, [glob], settings.place("paths")), one) for glob, one in settings.paths.items()
        ]
        self._known: dict[str, list[PathSettings]] = {}

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        own = self._of_path(finding.site.path)
        least = self._asked or next((one.min_level for one in reversed(own) if one.min_level), self._least)
        selections = (self._selection, *(Selection(ignore=one.ignore) for one in own))
        return _is_at_least(finding.level, least) and all(one.wants(finding.rule, finding.stage) for one in selections)

    def _of_path(self, path: str) -> list[PathSettings]:
        """The settings of every glob that means a file, in order."""
        if path not in self._known:
            self._known[path] = [settings for globs, settings in self._paths if globs.hold(path)]
        return self._known[path]


def _is_at_least(level: str, least: str | None) -> bool:
    return least is None or LEVELS.index(level) <= LEVELS.index(least)
