// The page's script as it is in playground.html, with the module in the same file.

import { moduleUrl, supplyModule } from "../client/module";
import "./theme";
import { unpack } from "./unpack";

supplyModule(moduleUrl(), async () => unpack("packed-module"));
void import("./page");
