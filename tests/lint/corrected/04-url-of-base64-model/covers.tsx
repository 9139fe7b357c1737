"use server";

import OpenAI from "openai";

const client = new OpenAI();

async function draw(title: string) {
  const answer = await client.images.generate({ model: "gpt-image-2", prompt: `Book cover: ${title}` });
  return `data:image/png;base64,${answer.data?.[0]?.b64_json ?? ""}`;
}

export default async function Cover({ title }: { title: string }) {
  const source = await draw(title);
  return <img src={source} alt={title} width={512} height={512} />;
}
