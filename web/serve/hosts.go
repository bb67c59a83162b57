package serve

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/actor-playground/actor-playground/web/internal/headers"
)

// hosts are the names that the server answers to. A page of somebody else can have its own name resolve to this machine (DNS
// rebinding): the browser then takes our answers for that page's. The Host header has that name.
type hosts struct {
	names map[string]bool
	anyIP bool // no name, so nobody's to rebind
}

// hostsFor answers to loopback names, to the host of the address listened on, and to more. Listening on every address, it answers
// to each of them and to the machine's own name.
func hostsFor(listen string, more []string) hosts {
	h := hosts{names: map[string]bool{}}
	for _, name := range more {
		h.names[plainHost(name)] = true
	}
	host, _, _ := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		h.anyIP = true
		if name, err := os.Hostname(); err == nil {
			h.names[plainHost(name)] = true
		}
	} else {
		h.names[plainHost(host)] = true
	}
	return h
}

// answers reports whether a request with this Host header, or its absence, is meant for us. The port is no matter: it may be forwarded.
func (h hosts) answers(header string) bool {
	name := plainHost(header)
	ip := net.ParseIP(name)
	switch {
	case h.names[name] && name != "":
		return true
	case ip != nil:
		return h.anyIP || ip.IsLoopback()
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") // which no resolver may send elsewhere: RFC 6761, section 6.3
}

// plainHost is a host without port, brackets and the dot at its end, in lower case.
func plainHost(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// only refuses requests for other hosts.
func (h hosts) only(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.answers(r.Host) {
			handler.ServeHTTP(w, r)
			return
		}
		headers.Set(w.Header())
		w.Header().Set("Cache-Control", "no-store")
		const maxBytes = 100
		http.Error(w, fmt.Sprintf("421: this server does not answer requests for the host %q. To allow it, start the server with -host and that name.",
			r.Host[:min(len(r.Host), maxBytes)]), http.StatusMisdirectedRequest)
	})
}
