#!/usr/bin/env bash
set -eu
size=${SIZE:-1024x1024}
payload="$(printf '{"model":"gpt-image-2","prompt":"%s","size":"%s"}' "$1" "$size")"
curl -sSf https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d "$payload" | jq -r '.data[0].b64_json' | base64 -d > tile.png
