"""Which tiers a model is listed for, and whether the account is blocked or asked."""

from __future__ import annotations

import pytest

from advisor import Account, Request
from advisor.claim import Source
from advisor.domain import Choice
from advisor.evaluate import evaluate
from advisor.facts import Facts, facts_of
from advisor.truth import Truth
from tests.unit.books import card, claim, day, known

HELP = Source("help", "help_article", "Help", "x", "")
OLD_NAMES = ("free", "tier-1", "tier-2", "tier-3", "tier-4", "tier-5")
DOMAIN = facts_of(Account)["tier"].domain
assert isinstance(DOMAIN, Choice)


def _truth(rule: str, tier: str, listed: tuple[str, ...]) -> Truth:
    knowledge = known("06-01", (card("one"),), claim("one", "tiers", listed, HELP))
    request = Request(surface="images.generations", model="one", image_model="one")
    facts = Facts(as_of=day("06-01"), account=Account(tier=tier), request=request)
    found = {match.rule.id: match.truth for match in evaluate(knowledge, facts)}
    return found.get(rule, Truth.FALSE)


@pytest.mark.parametrize("tier", OLD_NAMES)
@pytest.mark.parametrize("listed", OLD_NAMES)
def test_a_tier_that_is_not_listed_is_refused(tier: str, listed: str) -> None:
    assert _truth("tier-not-listed", tier, (listed,)) is Truth.of(tier != listed)


@pytest.mark.parametrize("tier", [name for name in DOMAIN.values if name not in OLD_NAMES])
def test_a_tier_that_came_later_is_not_judged_by_the_old_names(tier: str) -> None:
    assert _truth("tier-not-listed", tier, ("tier-1",)) is Truth.FALSE
