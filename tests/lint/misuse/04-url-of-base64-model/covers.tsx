"use server";

import OpenAI from "openai";

const client = new OpenAI();

async function draw(title: string) {
  // expect: url-from-base64-model
  const answer = await client.images.generate({ model: "gpt-image-2", prompt: `Book cover: ${title}` });
  return answer.data?.[0]?.url ?? "";
}

export default async function Cover({ title }: { title: string }) {
  const source = await draw(title);
  return <img src={source} alt={title} width={512} height={512} />;
}
