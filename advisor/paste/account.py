"""What was told of an account, under whatever name, as facts of an account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.errors import InputError
from advisor.facts import Account, facts_of

__all__ = ["account_of"]

_NAMES = {
    "organization_verified": ("org_verified", "verified", "organisation_verified", "verification", "org_verification"),
    "tier": ("usage_tier", "account_tier", "api_tier"),
    "models_visible": ("models", "visible_models", "models_listed"),
    "models_allowed": ("allowed_models",),
    "billing_active": ("billing", "billing_enabled", "has_credit", "credit", "credits"),
    "key_scope": ("key_permissions", "api_key_permissions", "key_type"),
}
"""Other names of each fact."""
_YES, _NO = (
    ("true", "yes", "verified", "active", "done", "complete"),
    ("false", "no", "not verified", "unverified", "none"),
)


def account_of(told: Mapping[str, Any]) -> Account:
    """The facts of an account among what was told; what fits no fact is left to the notes."""
    known: dict[str, Any] = {}
    for fact in facts_of(Account):
        for name in (fact, *_NAMES.get(fact, ())):
            value = _fitting(fact, told.get(name))
            if value is not None and fact not in known:
                known[fact] = value
    return Account(**known)


def _fitting(fact: str, value: Any) -> Any:
    """A value as the fact takes it; None where it fits none of its values."""
    if isinstance(value, str):
        value = _normal(fact, value.strip().lower())
    elif fact == "tier" and isinstance(value, int):
        value = f"tier-{value}"
    try:
        Account(**{fact: value})
    except (InputError, TypeError):
        return None
    return value


def _normal(fact: str, word: str) -> object:
    if fact in ("organization_verified", "billing_active"):
        return True if word in _YES else False if word in _NO else word
    if fact == "tier" and (number := re.fullmatch(r"(?:usage\s)?(?:tier[\s_-]*)?([1-5])", word)):
        return f"tier-{number[1]}"
    return word
