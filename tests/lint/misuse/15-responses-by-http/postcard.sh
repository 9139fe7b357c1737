#!/usr/bin/env bash
data='{
  "model": "gpt-image-2.5-flare",
  "input": "A postcard from the moon",
  "tools": [{"type": "image_generation"}]
}'
# expect: image-model-in-responses-model
wget -qO answer.json https://api.openai.com/v1/responses \
  --header "Authorization: Bearer $OPENAI_API_KEY" \
  --header "Content-Type: application/json" \
  --post-data "$data"
jq -r '.output[] | select(.type == "image_generation_call").result' answer.json | base64 -d > postcard.png
