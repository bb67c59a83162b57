html_static_path = ["_static"]
html_js_files = ["actor-playground/actor-blocks.js"]
exclude_patterns = ["_static"]

def setup(app):
    from pygments.lexers.special import TextLexer
    app.add_lexer("actor", TextLexer)
