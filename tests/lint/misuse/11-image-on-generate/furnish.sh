#!/usr/bin/env bash
ROOM=$1
# expect: source-image-on-generations
curl -s -X POST https://api.openai.com/v1/images/generations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -F model=gpt-image-2 \
  -F "image[]=@$ROOM" \
  -F prompt="Furnish this room in oak" | jq -r .data[0].b64_json | base64 -d > furnished.png
