#!/usr/bin/env bash
set -euo pipefail
curl -sS https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" \
  -d '{"model": "gpt-image-2", "prompt": "A cover for a travel book"}' | jq -r '.data[0].b64_json' | base64 -d > cover.png
