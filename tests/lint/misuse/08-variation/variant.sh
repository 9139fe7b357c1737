#!/usr/bin/env bash
# expect: no-live-model-for-route
curl https://api.openai.com/v1/images/variations \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -F image="@fox.png" \
  -F n=2 | jq -r '.data[].b64_json' | while read -r one; do base64 -d <<< "$one" > "fox-$((++i)).png"; done
