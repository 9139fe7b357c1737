<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

$client = OpenAI::client((string) getenv('OPENAI_API_KEY'));

$response = $client->images()->create([
    'model' => 'gpt-image-2',
    'prompt' => 'A cabinet of curiosities',
    'n' => 1,
    'size' => '1024x1536',
    'quality' => 'medium',
]);

file_put_contents('cabinet.png', base64_decode($response->data[0]->b64_json));

$edited = $client->images()->edit([
    'model' => 'gpt-image-2',
    'image' => fopen('cabinet.png', 'r'),
    'prompt' => 'Add a stuffed owl',
]);

file_put_contents('cabinet-owl.png', base64_decode($edited->data[0]->b64_json));
