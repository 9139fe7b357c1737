import OpenAI from "openai";

const client = new OpenAI();
const preview = { output_format: "jpeg", output_compression: 50 } as const;

export async function draw(prompt: string) {
  const result = await client.images.generate(
    Object.assign({ model: "gpt-image-2", prompt }, preview),
  );
  return Buffer.from(result.data[0].b64_json, "base64");
}
