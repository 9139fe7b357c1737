"""A drawing that is talked about and drawn again."""

import base64

from openai import OpenAI
from openai.types.responses import Response

client = OpenAI()
MAINLINE = "gpt-6.1-sol"


def save(response: Response, path: str) -> None:
    drawn = [item for item in response.output if item.type == "image_generation_call"]
    if drawn and drawn[0].result:
        with open(path, "wb") as file:
            file.write(base64.b64decode(drawn[0].result))
    print(response.output_text)


first = client.responses.create(
    model=MAINLINE,
    input="Draw our mascot, a heron with a satchel, and say in one line what you chose",
    tools=[{"type": "image_generation"}],
)
save(first, "heron.png")

second = client.responses.create(
    model=MAINLINE,
    previous_response_id=first.id,
    input="Now let it look the other way",
    tools=[{"type": "image_generation", "action": "edit", "quality": "high"}],
)
save(second, "heron-left.png")
