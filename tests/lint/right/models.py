"""Old names that users still have in their settings, and what they get instead."""

REPLACED = {
    "dall-e-2": "gpt-image-2.6-flare",
    "dall-e-3": "gpt-image-2.6-flare",
    "gpt-image-1": "gpt-image-2.6-flare",
}
PRICES = {"gpt-image-2": 0.04, "gpt-image-1.5": 0.05}
RETIRED = frozenset(REPLACED)


def current(model: str) -> str:
    if model.startswith("dall-e"):
        raise ValueError(f"{model} was shut down; use {REPLACED[model]}")
    return REPLACED.get(model, model)


def draw(client, prompt: str, model: str = "gpt-image-2.6-flare"):
    return client.images.generate(model=current(model), prompt=prompt).data[0].b64_json
