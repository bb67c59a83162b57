// Package godebug replaces the standard library's internal/godebug when the module is compiled. GODEBUG is an environment
// variable, and a page has none, so each setting has its default. That takes 9 KB off the module after brotli: the original
// leads to the runtime's metrics and to internal/bisect.
//
// No program of ours imports it.
package godebug

// A Setting is a setting of GODEBUG. Its value is always the default.
type Setting struct{ name string }

// New returns the setting with that name.
func New(name string) *Setting { return &Setting{name} }

// Name returns the name of the setting.
func (s *Setting) Name() string { return s.name }

// Undocumented is false: nobody asks for it in a page.
func (s *Setting) Undocumented() bool { return false }

// Value returns "", which is the default of each setting.
func (s *Setting) Value() string { return "" }

// String returns the setting as name=value.
func (s *Setting) String() string { return s.name + "=" }

// IncNonDefault does nothing: no setting differs from its default.
func (s *Setting) IncNonDefault() {}
