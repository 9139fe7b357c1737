#!/usr/bin/env bash
URL=https://api.openai.com/v1/images/generations
HEADERS=(-H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json")

curl -sS "$URL" "${HEADERS[@]}" --json '{
  "model": "gpt-image-2.5-flare",
  "prompt": "a sticker of a teapot",
  "background": "transparent",
  "output_format": "png"
}' | jq -r '.data[].b64_json' | base64 -d > teapot.png
