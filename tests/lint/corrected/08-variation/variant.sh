#!/usr/bin/env bash
curl https://api.openai.com/v1/images/edits \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -F model=gpt-image-2 \
  -F prompt="The same motif in another pose" \
  -F image="@fox.png" \
  -F n=2 | jq -r '.data[].b64_json' | while read -r one; do base64 -d <<< "$one" > "fox-$((++i)).png"; done
