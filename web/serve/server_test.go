package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener without a network, for a clock that stands still while anybody works.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if conn, ok := <-p; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}
func (p pipes) Close() error   { close(p); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// inVirtualTime serves a file of 200,000 bytes under our limits, and hands test a way to connect.
func inVirtualTime(t *testing.T, test func(t *testing.T, connect func() net.Conn)) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "large.js"), make([]byte, 200_000), 0o644); err != nil {
		t.Fatal(err)
	}
	handler, err := Handler(dir)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		listener := make(pipes)
		var served sync.WaitGroup
		served.Go(func() {
			if err := serveUntil(ctx, listener, handler); err != nil {
				t.Error(err)
			}
		})
		test(t, func() net.Conn {
			ours, theirs := net.Pipe()
			listener <- theirs
			return ours
		})
		stop()
		served.Wait()
	})
}

const largeRequest = "GET /large.js HTTP/1.1\r\nHost: localhost\r\n\r\n"

func TestServerClosesAClientThatNeverFinishesItsHeaders(t *testing.T) {
	for _, sent := range []string{"", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "} {
		inVirtualTime(t, func(t *testing.T, connect func() net.Conn) {
			conn, start := connect(), time.Now()
			var sending sync.WaitGroup
			sending.Go(func() { // a letter a second
				_, err := io.WriteString(conn, sent)
				for err == nil && sent != "" {
					time.Sleep(time.Second)
					_, err = io.WriteString(conn, "x")
				}
			})
			io.Copy(io.Discard, conn)
			if took := time.Since(start); took > headerTimeout+time.Second {
				t.Errorf("%q: closed after %v, want %v", sent, took, headerTimeout)
			}
			sending.Wait()
		})
	}
}

func TestServerClosesAClientThatNeverReads(t *testing.T) {
	for _, request := range []string{largeRequest, "GET /missing HTTP/1.1\r\nHost: localhost\r\n\r\n"} {
		inVirtualTime(t, func(t *testing.T, connect func() net.Conn) {
			conn := connect()
			io.WriteString(conn, request)
			time.Sleep(2 * writeTimeout)
			// What it reads now is what was on its way, if anything: a pipe has no room of its own.
			if n, err := io.Copy(io.Discard, conn); n > 0 || err != nil {
				t.Errorf("it then reads %d bytes, %v; want a closed connection", n, err)
			}
		})
	}
}

func TestServerServesASlowClientToTheEnd(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, connect func() net.Conn) {
		conn, start := connect(), time.Now()
		io.WriteString(conn, largeRequest)
		r, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), nil)
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for piece := make([]byte, 20_000); err == nil; {
			time.Sleep(writeTimeout / 4)
			var n int
			n, err = io.ReadFull(r.Body, piece)
			total += n
		}
		if total != 200_000 || !errors.Is(err, io.EOF) {
			t.Errorf("got %d bytes of 200000, then %v", total, err)
		}
		if took := time.Since(start); took < 2*writeTimeout {
			t.Errorf("it took %v, too little to show anything", took)
		}
		conn.Close()
	})
}

func TestServerClosesAnIdleConnection(t *testing.T) {
	inVirtualTime(t, func(t *testing.T, connect func() net.Conn) {
		conn := connect()
		answers := bufio.NewReader(conn)
		for range 2 { // the second, on the same connection, after a while
			io.WriteString(conn, "HEAD /large.js HTTP/1.1\r\nHost: localhost\r\n\r\n")
			if r, err := http.ReadResponse(answers, &http.Request{Method: "HEAD"}); err != nil || r.StatusCode != 200 {
				t.Fatal(r, err)
			}
			time.Sleep(idleTimeout - time.Second)
		}
		time.Sleep(2 * time.Second)
		if _, err := conn.Write([]byte("x")); err == nil {
			t.Error("it is still open")
		}
	})
}

// overTCP serves a small site until the test ends, as Main does.
func overTCP(t *testing.T) (address string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<p>site"), 0o644); err != nil {
		t.Fatal(err)
	}
	handler, err := Handler(dir)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var served sync.WaitGroup
	served.Go(func() { serveUntil(ctx, listener, hostsFor("localhost:0", nil).only(handler)) })
	t.Cleanup(func() { stop(); served.Wait() })
	return listener.Addr().String()
}

func TestServerAnswersAThousandConnections(t *testing.T) {
	address := overTCP(t)
	const request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
	conns := make([]net.Conn, 1000)
	for i := range conns { // all have sent half a request before any gets an answer
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, request[:20])
		conns[i] = conn
	}
	var answers sync.WaitGroup
	for i, conn := range conns {
		answers.Go(func() {
			io.WriteString(conn, request[20:])
			r, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Errorf("connection %d: %v", i, err)
				return
			}
			if content, err := io.ReadAll(r.Body); r.StatusCode != 200 || string(content) != "<p>site" || err != nil {
				t.Errorf("connection %d: %s %q, %v", i, r.Status, content, err)
			}
		})
	}
	answers.Wait()
}

func TestServerRefusesHeadersThatAreTooLarge(t *testing.T) {
	address := overTCP(t)
	for _, c := range []struct {
		name, headers string
		status        int
	}{
		{"usual", "Cookie: " + strings.Repeat("x", 8_000) + "\r\n", 200},
		{"one large", "Cookie: " + strings.Repeat("x", 100_000) + "\r\n", 431},
		{"many", strings.Repeat("X-Y: z\r\n", 20_000), 431},
		{"no name", ": x\r\n", 400},
		{"a line without a colon", "x\r\n", 400},
		{"two hosts", "Host: localhost\r\n", 400},
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		go fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n%s\r\n", c.headers)
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || r.StatusCode != c.status {
			t.Errorf("%s: %v, %v; want %d", c.name, r, err, c.status)
		}
		conn.Close()
	}
}

func TestServerRefusesRequestsForAnotherHost(t *testing.T) {
	ours, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		listen  string
		more    []string
		host    string
		answers bool
	}{
		{"localhost:8080", nil, "localhost:8080", true},
		{"localhost:8080", nil, "localhost", true},
		{"localhost:8080", nil, "LocalHost.:9", true}, // a forwarded port
		{"localhost:8080", nil, "docs.localhost:8080", true},
		{"localhost:8080", nil, "127.0.0.1:8080", true},
		{"localhost:8080", nil, "127.1.2.3", true},
		{"localhost:8080", nil, "[::1]:8080", true},
		{"localhost:8080", nil, "[::1]", true},
		{"localhost:8080", nil, "", false},
		{"localhost:8080", nil, "evil.test:8080", false},
		{"localhost:8080", nil, "localhost.evil.test", false},
		{"localhost:8080", nil, "127.0.0.1.evil.test", false},
		{"localhost:8080", nil, "evillocalhost", false},
		{"localhost:8080", nil, "192.0.2.7:8080", false},
		{"localhost:8080", nil, "0.0.0.0:8080", false}, // some systems take it for loopback, and some browsers let any page ask it
		{"localhost:8080", nil, ours, ours == "localhost"},
		{"localhost:8080", []string{"docs.example"}, "docs.example:443", true},
		{"localhost:8080", []string{"docs.example"}, "other.example", false},
		{"192.0.2.7:80", nil, "192.0.2.7", true},
		{"192.0.2.7:80", nil, "192.0.2.8", false},
		{"box.example:80", nil, "box.example", true},
		{":8080", nil, "192.0.2.7:8080", true},
		{"0.0.0.0:8080", nil, "[2001:db8::1]:8080", true},
		{"[::]:8080", nil, ours + ":8080", true},
		{":8080", nil, "evil.test:8080", false},
		{":8080", nil, "", false},
	} {
		handler := hostsFor(c.listen, c.more).only(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "secret") }))
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		answered := w.Code == 200 && w.Body.String() == "secret"
		refused := w.Code == 421 && strings.Contains(w.Body.String(), fmt.Sprintf("%q", c.host)) && strings.Contains(w.Body.String(), "-host") &&
			w.Header().Get("X-Content-Type-Options") == "nosniff"
		if answered != c.answers || refused == c.answers {
			t.Errorf("on %s with %q, host %q: %d %q, want an answer: %v", c.listen, c.more, c.host, w.Code, w.Body, c.answers)
		}
	}
}
