import OpenAI from "openai";

const client = new OpenAI();
const models = { chat: "gpt-5.6-sol", image: "gpt-image-2.5-flare" };

export async function answer(question: string, wantsPicture: boolean) {
  if (wantsPicture) {
    // expect: image-model-on-chat-completions
    const drawn = await client.chat.completions.create({
      model: models.image,
      messages: [{ role: "user", content: question }],
    });
    return drawn.choices[0].message.content;
  }
  const told = await client.chat.completions.create({
    model: models.chat,
    messages: [{ role: "user", content: question }],
  });
  return told.choices[0].message.content;
}
