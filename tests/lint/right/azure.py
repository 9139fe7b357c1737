"""Images from deployments of one's own; their names are whatever the resource's owner chose."""

import base64
import os

from azure.identity import DefaultAzureCredential, get_bearer_token_provider
from openai import AzureOpenAI

client = AzureOpenAI(
    azure_endpoint=os.environ["AZURE_OPENAI_ENDPOINT"],
    azure_ad_token_provider=get_bearer_token_provider(
        DefaultAzureCredential(), "https://cognitiveservices.azure.com/.default"
    ),
    api_version="2025-04-01-preview",
)

result = client.images.generate(
    model=os.environ.get("AZURE_IMAGE_DEPLOYMENT", "marketing-images"),
    prompt="A catalogue photograph of a desk lamp",
    size="1024x1024",
    quality="medium",
    n=1,
)
with open("lamp.png", "wb") as file:
    file.write(base64.b64decode(result.data[0].b64_json))
