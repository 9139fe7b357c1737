import OpenAI from "openai";

const WIDTH = 1024;
const client = new OpenAI();

function request(prompt: string): OpenAI.Images.ImageGenerateParamsNonStreaming {
  return { model: "gpt-image-2", prompt, size: "1024x1024", quality: "low" };
}

export async function tile(prompt: string) {
  const result = await client.images.generate(request(`${prompt}, ${WIDTH} pixels wide`));
  return Buffer.from(result.data![0]!.b64_json!, "base64");
}
