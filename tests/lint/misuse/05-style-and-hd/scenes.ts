import OpenAI from "openai";

const client = new OpenAI();

interface SceneOptions {
  vivid?: boolean;
}

export async function scene(prompt: string, _options: SceneOptions = {}): Promise<Buffer> {
  // expect: quality-not-of-this-model, style-unsupported
  const response = await client.images.generate({
    model: "gpt-image-2.5-flare",
    prompt,
    quality: "hd",
    style: "vivid",
  });
  return Buffer.from(response.data![0].b64_json as string, "base64");
}
