"""What a person may ask an agent for by name: in some of them it becomes a slash command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["PROMPTS", "Prompt"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A task in words."""

    title: str
    says: str
    text: str


PROMPTS: Mapping[str, Prompt] = {
    "check_integration": Prompt(
        title="Check my integration",
        says="Holds every OpenAI image request of this project against the rules; reports, and changes nothing.",
        text="""\
Check how this project asks OpenAI for images.

1. Find every place that sends such a request, or names an image model, in code, notebooks, settings and docs. Where you
   may run commands, `advisor lint --format agent .` finds and judges all of them at once; then go on with step 3.
2. Hand each to `lint_snippet`, with its file_name.
3. Report each finding: file, line, rule, why, and the fix. Report what comes back under `unknown` as unknown: it is not
   in the records, which makes it neither right nor wrong.
4. Where route or model are in doubt, ask `recommend` for what the code is meant to do. Where too little is known of it,
   ask me what `next_question` asks, with its reason, and hand in my answer.
5. Change nothing before I agree.
""",
    )
}
