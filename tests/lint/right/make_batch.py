"""Writes a batch of tiles, hands it in, and unpacks what comes back."""

import base64
import json
from pathlib import Path

from openai import OpenAI

MOTIFS = ["olives", "lemons", "figs"]
client = OpenAI()


def line(number: int, motif: str) -> str:
    body = {"model": "gpt-image-2", "prompt": f"A glazed tile with {motif}", "quality": "low", "size": "1024x1024"}
    return json.dumps({"custom_id": f"tile-{number}", "method": "POST", "url": "/v1/images/generations", "body": body})


def hand_in(path: Path) -> str:
    path.write_text("\n".join(line(*one) for one in enumerate(MOTIFS)), encoding="utf-8")
    uploaded = client.files.create(file=path, purpose="batch")
    batch = client.batches.create(
        input_file_id=uploaded.id, endpoint="/v1/images/generations", completion_window="24h"
    )
    return batch.id


def unpack(text: str, folder: Path) -> None:
    for row in map(json.loads, text.splitlines()):
        image = row["response"]["body"]["data"][0]["b64_json"]
        (folder / f"{row['custom_id']}.png").write_bytes(base64.b64decode(image))
