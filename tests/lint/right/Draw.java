package com.example.draw;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

public final class Draw {
    private static final OpenAIClient CLIENT = OpenAIOkHttpClient.fromEnv();

    static void generate(String prompt, Path target) throws IOException {
        ImageGenerateParams params = ImageGenerateParams.builder()
                .model(ImageModel.GPT_IMAGE_2)
                .prompt(prompt)
                .size(ImageGenerateParams.Size._1536X1024)
                .quality(ImageGenerateParams.Quality.MEDIUM)
                .n(1)
                .build();
        String image = CLIENT.images().generate(params).data().orElseThrow().get(0).b64Json().orElseThrow();
        Files.write(target, Base64.getDecoder().decode(image));
    }

    static byte[] edit(Path source, String prompt) throws IOException {
        ImageEditParams params = ImageEditParams.builder()
                .model("gpt-image-2.6-sunburst")
                .image(Files.newInputStream(source))
                .prompt(prompt)
                .build();
        return Base64.getDecoder().decode(CLIENT.images().edit(params).data().get().get(0).b64Json().get());
    }

    public static void main(String[] args) throws IOException {
        generate("A map of a market town", Path.of("town.png"));
        Files.write(Path.of("town-winter.png"), edit(Path.of("town.png"), "The same town in winter"));
    }
}
