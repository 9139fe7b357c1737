import { mkdir, writeFile } from "fs/promises";
import OpenAI from "openai";

type Draft = { prompt: string; count: number };

const client = new OpenAI();
const shared = { model: "gpt-image-2.6-flare", output_format: "jpeg", output_compression: 85 } as const;

export async function drafts({ prompt, count }: Draft, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const answer = await client.images.generate({ ...shared, prompt, n: Math.min(count, 10), quality: "low" });
  return Promise.all(
    (answer.data ?? []).map(async ({ b64_json }, index) => {
      const path = `${folder}/${index}.jpg`;
      await writeFile(path, Buffer.from(b64_json ?? "", "base64"));
      return path;
    }),
  );
}
