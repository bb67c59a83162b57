// The lab's page. The lab is loaded when it comes into view, so that the text can be read at once.

const place = document.getElementById("lab")!;

import("../lab/lab").then(
  ({ mountLab }) => mountLab(place),
  (cause: unknown) => {
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.textContent = `The lab can't be loaded: ${cause instanceof Error ? cause.message : String(cause)}. Reload the page; if that doesn't help, check that all files of the build are on the server.`;
    place.replaceChildren(told);
  },
);
