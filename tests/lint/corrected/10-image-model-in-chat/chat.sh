#!/usr/bin/env bash
curl -s https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-image-2.5-flare", "prompt": "Draw a lighthouse"}' \
  | jq -r '.data[0].b64_json' | base64 -d > lighthouse.png
