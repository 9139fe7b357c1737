"use client";

import { useState } from "react";

type Picture = { src: string; url: string };

export function Gallery() {
  const [pictures, setPictures] = useState<Picture[]>([]);

  async function draw(prompt: string) {
    const response = await fetch("/api/draw", { method: "POST", body: JSON.stringify({ prompt, model: "gpt-image-2" }) });
    const picture: Picture = await response.json();
    setPictures((before) => [picture, ...before]);
  }

  return (
    <main>
      <button onClick={() => draw("a fox in the snow")}>Draw</button>
      {pictures.map((picture) => (
        <img key={picture.src} src={picture.src} alt="" />
      ))}
    </main>
  );
}
