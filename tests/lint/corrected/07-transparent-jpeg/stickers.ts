import OpenAI from "openai";
import sharp from "sharp";

const openai = new OpenAI();

const base = {
  model: "gpt-image-2.5-flare",
  background: "transparent",
} as const;

export async function sticker(what: string) {
  const result = await openai.images.generate({
    ...base,
    prompt: `Sticker: ${what}`,
    output_format: "webp",
  });
  const raw = Buffer.from(result.data?.[0].b64_json ?? "", "base64");
  return sharp(raw).resize(512).toBuffer();
}
