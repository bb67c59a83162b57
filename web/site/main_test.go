package site_test

import (
	"os"
	"testing"

	"github.com/actor-playground/actor-playground/web/internal/sitetest"
)

func TestMain(m *testing.M) { os.Exit(sitetest.Main(m)) }
