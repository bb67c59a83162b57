// The theme that the reader chose. It runs in the head, so that no page is painted in the other one first.

import { recall } from "./storage";

const theme = recall("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
