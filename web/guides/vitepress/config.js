head: [['script', { src: '/my-base/actor-playground/actor-blocks.js', defer: '' }]],
