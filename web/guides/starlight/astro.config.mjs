starlight({
  head: [{ tag: 'script', attrs: { src: '/my-base/actor-playground/actor-blocks.js', defer: true } }],
})
