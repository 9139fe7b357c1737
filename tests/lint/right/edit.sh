#!/bin/sh
curl -sS -X POST https://api.openai.com/v1/images/edits \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -F "model=gpt-image-2.6-sunburst" \
  -F "image[]=@sofa.png" \
  -F "image[]=@room.jpg" \
  -F "mask=@mask.png" \
  -F "prompt=Put the sofa into the room where the mask is open" \
  -F "output_format=jpeg" \
  -F "output_compression=90" \
  -o answer.json
jq -r '.data[0].b64_json' answer.json | base64 -d > furnished.jpg
