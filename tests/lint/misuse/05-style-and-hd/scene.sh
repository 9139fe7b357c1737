#!/bin/bash
PROMPT="A harbour at dawn"
QUALITY=hd
STYLE=vivid

# expect: quality-not-of-this-model, style-unsupported
curl https://api.openai.com/v1/images/generations \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -d "{\"model\": \"gpt-image-2\", \"prompt\": \"$PROMPT\", \"quality\": \"$QUALITY\", \"style\": \"$STYLE\"}" \
  | jq --raw-output '.data[0].b64_json' | base64 -D > harbour.png
