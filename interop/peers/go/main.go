// Interoperability test peer in Go: on the standard library's net, and on go-winio where there are
// named pipes.
//
//	go-peer listen|connect path:PATH|namespaced:NAME|pipe:NAME BYTES
//
// The protocol is in ../README.md. One goroutine sends while another receives.
package main

import (
	cryptorand "crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strconv"
)

const (
	largestChunk      = 131072
	largestSmallChunk = 100
)

// One side of a connection.
type stream interface {
	io.ReadWriteCloser
	CloseWrite() error
}

type result struct {
	bytes uint64
	hex   string
	err   error
}

func sendAll(stream stream, bytes uint64) result {
	hash := sha256.New()
	buffer := make([]byte, largestChunk)
	for remaining := bytes; remaining > 0; {
		size := uint64(1 + rand.Intn(largestChunk))
		if rand.Intn(4) == 0 {
			size = uint64(1 + rand.Intn(largestSmallChunk))
		}
		if size > remaining {
			size = remaining
		}
		chunk := buffer[:size]
		if _, err := cryptorand.Read(chunk); err != nil {
			return result{err: err}
		}
		hash.Write(chunk)
		if _, err := stream.Write(chunk); err != nil {
			return result{err: err}
		}
		remaining -= size
	}
	return result{bytes, fmt.Sprintf("%x", hash.Sum(nil)), stream.CloseWrite()}
}

func receiveAll(stream stream) result {
	hash := sha256.New()
	count, err := io.CopyBuffer(hash, stream, make([]byte, largestChunk))
	return result{uint64(count), fmt.Sprintf("%x", hash.Sum(nil)), err}
}

func run(arguments []string) error {
	if len(arguments) != 3 {
		return errors.New("usage: go-peer listen|connect path:PATH|namespaced:NAME BYTES")
	}
	bytes, err := strconv.ParseUint(arguments[2], 10, 64)
	if err != nil {
		return errors.New("BYTES must be a decimal number")
	}
	stream, err := openStream(arguments[0], arguments[1])
	if err != nil {
		return err
	}
	defer stream.Close()

	sending, receiving := make(chan result, 1), make(chan result, 1)
	go func() { sending <- sendAll(stream, bytes) }()
	go func() { receiving <- receiveAll(stream) }()
	var sent, received result
	for i := 0; i < 2; i++ {
		select {
		case sent = <-sending:
			err = sent.err
		case received = <-receiving:
			err = received.err
		}
		if err != nil {
			return err // at once, even if the other direction is still blocked
		}
	}
	_, err = fmt.Printf("sent %d %s received %d %s\n", sent.bytes, sent.hex, received.bytes, received.hex)
	return err
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "go-peer:", err)
		os.Exit(1)
	}
}
