import OpenAI from "openai";

const client = new OpenAI();
const models = { chat: "gpt-5.6-sol", image: "gpt-image-2.5-flare" };

export async function answer(question: string, wantsPicture: boolean) {
  if (wantsPicture) {
    const drawn = await client.images.generate({ model: models.image, prompt: question });
    return `data:image/png;base64,${drawn.data?.[0].b64_json}`;
  }
  const told = await client.chat.completions.create({
    model: models.chat,
    messages: [{ role: "user", content: question }],
  });
  return told.choices[0].message.content;
}
