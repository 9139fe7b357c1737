"""No call leaves the machine here."""

import base64
from types import SimpleNamespace
from unittest.mock import MagicMock

import httpx
import pytest
import respx
from openai import BadRequestError, OpenAI

from drawing import Draughtsman


def test_draws_what_the_answer_holds() -> None:
    client = MagicMock()
    client.images.generate.return_value = SimpleNamespace(data=[SimpleNamespace(b64_json=base64.b64encode(b"x").decode())])
    assert Draughtsman(client).draw("a cat")[0].content == b"x"
    client.images.generate.assert_called_once_with(model="gpt-image-2.6-flare", prompt="a cat", quality="auto")


@respx.mock
def test_tells_that_an_old_model_is_gone() -> None:
    respx.post("https://api.openai.com/v1/images/generations").mock(
        return_value=httpx.Response(404, json={"error": {"message": "The model `dall-e-3` does not exist"}})
    )
    with pytest.raises(Exception, match="dall-e-3"):
        OpenAI(api_key="test").images.generate(model="gpt-image-2", prompt="a cat")


@pytest.mark.parametrize("size", ["1000x1000", "64x64"])
def test_refuses_a_size_before_it_is_sent(size: str) -> None:
    client = MagicMock()
    client.images.generate.side_effect = BadRequestError
    with pytest.raises(ValueError, match="multiple"):
        Draughtsman(client).draw("a cat", size=size)
