"""Sends one request per line of standard input and prints, as JSON, what its exception prints. Arguments: base URL."""

from __future__ import annotations

import json
import sys
import traceback

from openai import OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="sk-loopback", max_retries=0)
for line in sys.stdin:
    try:
        client.images.generate(prompt=line.strip())
        forms = {}
    except Exception as error:  # noqa: BLE001 - whatever it is, it is printed
        forms = {"str": str(error), "repr": repr(error), "traceback": traceback.format_exc()}
    print(json.dumps(forms), flush=True)
