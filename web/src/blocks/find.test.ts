import { equal, test } from "../testing/test";
import { blocksIn } from "./find";

const SCRIPT = "mailbox 2\n\na: set 1, get # <b> & more\n";

/** Forms of one block, of hosts and of options that the guides' own pages don't have. */
const FORMS: Readonly<Record<string, string>> = {
  "lines that end with a br": '<pre class="prism-code language-actor"><code><span class="token-line">mailbox 2<br></span><span class="token-line"><span></span><br></span><span class="token-line">a: set 1, get # &lt;b&gt; &amp; more<br></span></code></pre>',
  "spans in lines": '<pre><code class="language-actor"><span class="k">mailbox</span> <span class="n">2</span>\n\n<span>a</span>: set 1, get # &lt;b&gt; &amp; more\n</code></pre>',
  "a table with numbers, of Rouge":
    '<div class="language-actor highlighter-rouge"><div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1\n2\n3\n</pre></td><td class="code"><pre>mailbox 2\n\na: set 1, get # &lt;b&gt; &amp; more\n</pre></td></tr></tbody></table></code></pre></div></div>',
  "a table with numbers, of Chroma":
    '<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td><td class="lntd"><pre class="chroma"><code class="language-actor" data-lang="actor"><span class="line"><span class="cl">mailbox 2\n</span></span><span class="line"><span class="cl">\n</span></span><span class="line"><span class="cl">a: set 1, get # &lt;b&gt; &amp; more\n</span></span></code></pre></td></tr></table></div>',
  "numbers in the lines, of Pygments":
    '<div class="highlight-actor notranslate"><div class="highlight"><pre><span></span><span class="linenos">1</span>mailbox 2\n<span class="linenos">2</span>\n<span class="linenos">3</span>a: set 1, get # &lt;b&gt; &amp; more\n</pre></div></div>',
  "lines that are list items": '<pre lang="actor"><ol><li>mailbox 2</li><li></li><li>a: set 1, get # &lt;b&gt; &amp; more</li></ol></pre>',
  "Docsify 5": '<pre data-lang="actor" class="language-actor"><code class="lang-actor language-actor" tabindex="0">mailbox 2\n\na: set 1, get # &lt;b&gt; &amp; more\n</code></pre>',
};

for (const [what, html] of Object.entries(FORMS)) {
  test(`the text of a block comes back from ${what}`, () => {
    const page = document.createElement("main");
    page.innerHTML = `<p>Before.</p>${html}<p>After.</p>`;
    const found = blocksIn(page, ".taken");
    equal(found.map(({ text }) => text), [SCRIPT]);
  });
}

test("a block is all of the frame around it, and nothing beside that", () => {
  const page = document.createElement("main");
  page.innerHTML = '<div class="tabs"><div class="language-actor"><button>Copy</button><span class="lang">actor</span><pre><code>a: set 1</code></pre></div></div><pre><code class="language-actor">b: set 2</code></pre>';
  equal(blocksIn(page, ".taken").map(({ block, text }) => `${block.className || block.localName} ${text}`), ["language-actor a: set 1", "pre b: set 2"]);
});

test("what is taken, empty or of another language is no block", () => {
  const page = document.createElement("main");
  page.innerHTML = `<div class="taken"><pre><code class="language-actor">a: set 1</code></pre></div><pre class="taken language-actor">a: set 1</pre>
    <pre><code class="language-actor"> \n</code></pre><pre><code class="language-actors">a: set 1</code></pre><pre><code class="language-js">a: set 1</code></pre><code>a: set 1</code>`;
  equal(blocksIn(page, ".taken").length, 0);
});
