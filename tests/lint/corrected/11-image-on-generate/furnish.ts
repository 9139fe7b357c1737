import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const openai = new OpenAI();

export async function furnish(room: string, style: string) {
  const image = await toFile(fs.createReadStream(room), "room.png", { type: "image/png" });
  const { data } = await openai.images.edit({ model: "gpt-image-2", prompt: `Furnish in ${style}`, image });
  return Buffer.from(data[0].b64_json, "base64");
}
