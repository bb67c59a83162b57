package stage

// A program is a client line made flat: repeats are jumps, so that a client is
// a place in its program and a counter for each repeat that it is in.
type program struct {
	name  string
	code  []instruction
	depth int // of nested repeats
}

type instruction struct {
	kind  instructionKind
	depth int   // loop, again: which counter
	jump  int   // again: where the body begins
	step  *Step // perform; of loop, the repeat
	to    target
}

type instructionKind uint8

const (
	perform instructionKind = iota
	loop
	again
)

// compile makes a program of steps that call the actors of targets.
func compile(name string, steps []Step, targets map[string]target) *program {
	p := &program{name: name, code: make([]instruction, 0, len(steps))}
	p.add(steps, targets, 0)
	return p
}

func (p *program) add(steps []Step, targets map[string]target, depth int) {
	for i := range steps {
		s := &steps[i]
		if s.Op != OpRepeat {
			p.code = append(p.code, instruction{kind: perform, step: s, to: targets[s.At]})
			continue
		}
		p.depth = max(p.depth, depth+1)
		p.code = append(p.code, instruction{kind: loop, depth: depth, step: s})
		body := len(p.code)
		p.add(s.Body, targets, depth+1)
		p.code = append(p.code, instruction{kind: again, depth: depth, jump: body})
	}
}

// A codePlace is right behind an instruction that performs a step; 0 is behind
// none.
type codePlace int32

// at is the step at one of the program's places, and nil at 0.
func (c *client) at(place codePlace) *Step {
	if place == 0 {
		return nil
	}
	return c.program.code[place-1].step
}

// next moves c to its next step, and returns its place, or 0 if there is none.
func (p *program) next(c *client) codePlace {
	for c.pc < len(p.code) {
		in := &p.code[c.pc]
		c.pc++
		switch in.kind {
		case perform:
			return codePlace(c.pc)
		case loop:
			if c.loops == nil {
				c.loops = make([]int, p.depth)
			}
			c.loops[in.depth] = in.step.Times
		case again:
			if c.loops[in.depth]--; c.loops[in.depth] > 0 {
				c.pc = in.jump
			}
		}
	}
	return 0
}
