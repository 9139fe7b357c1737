"""Sends one request per line of standard input and prints, as JSON, what its exception prints. Arguments: base URL.

A line is the number of a case and the call to make.
"""

from __future__ import annotations

import json
import sys
import traceback

from openai import OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="sk-loopback", max_retries=0)


def generate(case: dict[str, str]) -> None:
    client.images.generate(prompt="a cat", extra_headers=case)


def edit(case: dict[str, str]) -> None:
    client.images.edit(image=("cat.png", b"picture"), prompt="a cat", extra_headers=case)


def respond(case: dict[str, str]) -> None:
    client.responses.create(model="gpt-5", input="a cat", extra_headers=case)


CALLS = {"generate": generate, "edit": edit, "respond": respond}

for line in sys.stdin:
    number, call = line.split()
    try:
        CALLS[call]({"x-case": number})
        forms = {}
    except Exception as error:  # noqa: BLE001 - whatever it is, it is printed
        forms = {"str": str(error), "repr": repr(error), "traceback": traceback.format_exc()}
    print(json.dumps(forms), flush=True)
