// Hello over HTTP: the smallest web server. http://hello.local/ answers as soon as the board has an address.

import { board } from "ingot/board";
import { Response, serve } from "ingot/http";
import { network } from "ingot/net";

await serve({ port: 80 }, (request) => {
  return new Response(`Hello from the ${board.title}. You asked for ${request.pathname}\n`);
});
network().onAddress((address) => console.log(`hello: http://${address}/`));
