import base64
import os

import httpx
from fastapi import FastAPI, Response

app = FastAPI()
BASE = "https://api.openai.com/v1"


def body(prompt: str) -> dict[str, str]:
    return {"model": "gpt-image-2", "prompt": prompt}


@app.get("/picture")
async def picture(prompt: str) -> Response:
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    async with httpx.AsyncClient(timeout=180, headers=headers) as http:
        answer = await http.post(f"{BASE}/images/generations", json=body(prompt))
    answer.raise_for_status()
    return Response(base64.b64decode(answer.json()["data"][0]["b64_json"]), media_type="image/png")
