//go:build !js

package actor

import "sync"

// A lock guards an actor. See lock_js.go for why it has a name.
type lock = sync.Mutex

// A count is smaller there, too.
type count = int
