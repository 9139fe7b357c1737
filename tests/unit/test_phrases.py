"""Which phrases a text says, and which of its words are quoted for them."""

from __future__ import annotations

import pytest

from advisor.phrases import excerpt, says


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("Unknown parameter: 'response_format'. See", "unknown parameter response format", "Unknown parameter: 'response_format'"),
        ("The model 'dall-e-3' is gone", "dall e 3", "'dall-e-3'"),
        ("The 'size' is not supported", "size is not supported", "'size' is not supported"),
        ("'model not found' was said", "model not found", "'model not found'"),
        ("it said 'you don't have access to it'", "have access to it", "have access to it"),
        ("you don't have access", "you don t have access", "you don't have access"),
        ("İ: Timed  out!", "timed out", "Timed  out"),
        ("timed out", "refused", ""),
        ("no VPN: KEYS of /v1-v1 fail", "key", "KEYS"),
        ("no VPN: keys of /v1-v1 fail", "/v1/v1", "v1-v1"),
        ("the monkey has request 14291", "key", ""),
        ("the monkey has request 14291", "429", ""),
    ],
)  # fmt: skip
def test_a_quote_is_taken_with_the_one_that_belongs_to_it(text: str, phrase: str, words: str) -> None:
    assert excerpt(text, phrase) == words
    assert says(text, phrase) is bool(words)
