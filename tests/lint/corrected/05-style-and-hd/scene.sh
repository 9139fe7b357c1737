#!/bin/bash
PROMPT="A harbour at dawn"
QUALITY=high

curl https://api.openai.com/v1/images/generations \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -d "{\"model\": \"gpt-image-2\", \"prompt\": \"$PROMPT\", \"quality\": \"$QUALITY\"}" \
  | jq --raw-output '.data[0].b64_json' | base64 -D > harbour.png
