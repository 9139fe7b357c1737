#!/usr/bin/env bash
FORMAT=png
# expect: compression-needs-lossy-format
curl -s https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-image-2", "prompt": "a fern", "output_format": "'"$FORMAT"'", "output_compression": 50}' |
  jq -r '.data[0].b64_json' | base64 -d > "fern.$FORMAT"
