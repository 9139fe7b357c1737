#!/usr/bin/env bash
for photo in scans/*.png; do
  # expect: input-fidelity-unsupported
  curl -s "https://api.openai.com/v1/images/edits" \
    -H "Authorization: Bearer $OPENAI_API_KEY" \
    -F "model=gpt-image-2" \
    -F "image[]=@$photo" \
    -F "input_fidelity=high" \
    -F "prompt=Remove the stains" | jq -r '.data[0].b64_json' | base64 --decode > "clean/$(basename "$photo")"
done
